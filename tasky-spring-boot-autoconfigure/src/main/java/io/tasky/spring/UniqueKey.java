package io.tasky.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.context.expression.MethodBasedEvaluationContext;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.ParameterNameDiscoverer;
import org.springframework.expression.EvaluationException;
import org.springframework.expression.Expression;

/** The key of the calls of a background task: an expression over the arguments. Thread-safe. */
final class UniqueKey {

    private static final ParameterNameDiscoverer NAMES = new DefaultParameterNameDiscoverer();

    private static final Object NO_ROOT = new Object();

    private final String task;

    private final TaskMethod method;

    private final Expression expression;

    private UniqueKey(String task, TaskMethod method, Expression expression) {
        this.task = task;
        this.method = method;
        this.expression = expression;
    }

    /**
     * Reads an expression.
     *
     * @param task the task's name
     * @param method its method
     * @param text the expression, or null
     * @return the key, or null if there is no expression
     * @throws io.tasky.task.TaskConfigurationException if it cannot be read
     */
    static @Nullable UniqueKey of(String task, TaskMethod method, @Nullable String text) {
        if (text == null) {
            return null;
        }
        Expression expression = TaskExpression.parse(
                text,
                "uniqueKey of " + method.annotationName() + " method " + method.signature() + " is",
                "Write an expression over the arguments, such as #order.id or #a0.");
        return new UniqueKey(task, method, expression);
    }

    /** The key of a call with those arguments. */
    @Nullable
    Object of(@Nullable Object[] arguments) {
        try {
            return expression.getValue(new MethodBasedEvaluationContext(NO_ROOT, method.method(), arguments, NAMES));
        } catch (EvaluationException ex) {
            throw new IllegalArgumentException(
                    "The uniqueKey '" + expression.getExpressionString() + "' of background task '" + task
                            + "' cannot be read from the arguments of this call. Names of parameters need the compiler's"
                            + " -parameters; #a0 is the first one without.",
                    ex);
        }
    }
}
