package io.tasky.spring;

import java.lang.reflect.Method;
import java.util.Arrays;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.Dispatchers;
import org.jspecify.annotations.Nullable;
import org.springframework.core.CoroutinesUtils;
import org.springframework.core.KotlinDetector;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import reactor.core.publisher.Mono;

/**
 * Kotlin's suspending functions: methods with a hidden last parameter, their continuation. Needs Kotlin's coroutines for
 * Reactor where there are such methods, and nothing where there are none. Without state, so thread-safe.
 */
final class SuspendingMethods {

    private SuspendingMethods() {}

    static boolean isSuspending(Method method) {
        return KotlinDetector.isSuspendingFunction(method);
    }

    /** The types of the parameters that the source shows. */
    static Class<?>[] parameterTypes(Method method) {
        Class<?>[] types = method.getParameterTypes();
        return isSuspending(method) ? Arrays.copyOf(types, types.length - 1) : types;
    }

    /** The type of the result that the source shows. */
    static Class<?> resultType(Method method) {
        if (!isSuspending(method)) {
            return method.getReturnType();
        }
        MethodParameter continuation = new MethodParameter(method, method.getParameterCount() - 1);
        Class<?> result =
                ResolvableType.forMethodParameter(continuation).getGeneric(0).resolve(Object.class);
        return Coroutines.isUnit(result) ? void.class : result;
    }

    /**
     * Calls a suspending function as Spring does.
     *
     * @param method the method
     * @param bean the object to call it on, or its proxy
     * @param arguments the arguments, without the continuation
     * @return what starts it when somebody subscribes, on that thread
     */
    static Object invoke(Method method, Object bean, @Nullable Object[] arguments) {
        return CoroutinesUtils.invokeSuspendingFunction(method, bean, arguments);
    }

    /** A continuation for code that its caller does not wait for: it starts on the thread that it is given. */
    static Object detached() {
        return new Coroutines.Detached();
    }

    /** What a proxy has to return for a suspending function that returns nothing. */
    static Object nothing() {
        return Coroutines.nothing();
    }

    /** Keeps Kotlin out of the outer class. */
    private static final class Coroutines {

        private Coroutines() {}

        static boolean isUnit(Class<?> type) {
            return type == Unit.class;
        }

        static Object nothing() {
            return Mono.empty();
        }

        /** Ignores the result, which is the run's affair. */
        private static final class Detached implements Continuation<Object> {

            @Override
            public CoroutineContext getContext() {
                return Dispatchers.getUnconfined();
            }

            @Override
            public void resumeWith(Object result) {}
        }
    }
}
