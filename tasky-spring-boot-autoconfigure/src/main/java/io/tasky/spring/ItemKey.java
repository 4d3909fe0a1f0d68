package io.tasky.spring;

import io.tasky.task.TaskConfigurationException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.expression.EvaluationException;
import org.springframework.expression.Expression;
import org.springframework.expression.ParseException;
import org.springframework.expression.spel.standard.SpelExpressionParser;

/** Evaluates an expression on an item, to tell which other items it belongs to. Thread-safe. */
final class ItemKey implements Function<Object, @Nullable Object> {

    private final String text;

    private final Expression expression;

    private final String queue;

    private ItemKey(String text, Expression expression, String queue) {
        this.text = text;
        this.expression = expression;
        this.queue = queue;
    }

    static ItemKey parse(String text, String queue, String origin) {
        try {
            return new ItemKey(text, new SpelExpressionParser().parseExpression(text), queue);
        } catch (ParseException | IllegalStateException ex) {
            throw new TaskConfigurationException(
                    origin + " has the key '" + text + "', which is no expression: " + ex.getMessage() + ".",
                    "Write a SpEL expression on the item, such as customer.id.",
                    ex);
        }
    }

    @Override
    public @Nullable Object apply(Object item) {
        try {
            return expression.getValue(item);
        } catch (EvaluationException ex) {
            throw new IllegalArgumentException(
                    "Queue '" + queue + "' cannot tell the key '" + text + "' of an item of type "
                            + item.getClass().getName() + ", and does not take it. Put an item that has one, or change"
                            + " the key.",
                    ex);
        }
    }
}
