package io.tasky.spring;

import org.springframework.expression.EvaluationContext;
import org.springframework.expression.Expression;
import org.springframework.expression.ExpressionException;
import org.springframework.util.ClassUtils;

/** Tells the key of an event, in Spring's expression language with the event as its root. Thread-safe. */
final class TimerKeyExpression {

    private final Expression expression;

    private final String where;

    private TimerKeyExpression(Expression expression, String where) {
        this.expression = expression;
        this.where = where;
    }

    /**
     * Reads an expression.
     *
     * @param text the expression
     * @param where where it stands, for messages
     * @return the expression
     * @throws io.tasky.task.TaskConfigurationException if it is none
     */
    static TimerKeyExpression parse(String text, String where) {
        Expression expression = TaskExpression.parse(
                text, where + " is", "Write an expression in Spring's language about the event, such as orderId.");
        return new TimerKeyExpression(expression, where);
    }

    /**
     * The key of an event.
     *
     * @param event the event
     * @param type the type of the keys, to which it is converted where that is needed
     * @param context what the expression may refer to beside the event
     * @return the key
     * @throws IllegalStateException if the event has none
     */
    Object evaluate(Object event, Class<?> type, EvaluationContext context) {
        Object key;
        try {
            key = expression.getValue(context, event, ClassUtils.resolvePrimitiveIfNecessary(type));
        } catch (ExpressionException ex) {
            throw new IllegalStateException(
                    where + " is '" + expression.getExpressionString() + "', which cannot be told of a "
                            + event.getClass().getName() + ". Correct the expression.",
                    ex);
        }
        if (key == null) {
            throw new IllegalStateException(
                    where + " is '" + expression.getExpressionString() + "', which is null for a "
                            + event.getClass().getName() + ". Give the event a key, or let the expression give one.");
        }
        return key;
    }
}
