package io.tasky.spring;

import java.lang.reflect.Method;
import org.springframework.aop.framework.autoproxy.AbstractBeanFactoryAwareAdvisingPostProcessor;
import org.springframework.aop.support.StaticMethodMatcherPointcutAdvisor;
import org.springframework.beans.factory.BeanFactory;

/**
 * Puts the interceptor of background tasks around one bean, outside of every other advice: a transaction belongs to the
 * run, not to the call that submits it. Used once, on one thread.
 */
final class BackgroundTaskAdvice extends AbstractBeanFactoryAwareAdvisingPostProcessor {

    BackgroundTaskAdvice(BeanFactory beans, BackgroundTaskInterceptor interceptor, boolean proxyTargetClass) {
        setBeforeExistingAdvisors(true);
        setProxyTargetClass(proxyTargetClass);
        setBeanFactory(beans);
        this.advisor = new BackgroundTaskAdvisor(interceptor);
    }

    /** Applies the interceptor to background tasks only. Thread-safe. */
    static final class BackgroundTaskAdvisor extends StaticMethodMatcherPointcutAdvisor {

        private final transient BackgroundTaskInterceptor interceptor;

        BackgroundTaskAdvisor(BackgroundTaskInterceptor interceptor) {
            super(interceptor);
            this.interceptor = interceptor;
        }

        @Override
        public boolean matches(Method method, Class<?> targetClass) {
            return interceptor.advises(method, targetClass);
        }
    }
}
