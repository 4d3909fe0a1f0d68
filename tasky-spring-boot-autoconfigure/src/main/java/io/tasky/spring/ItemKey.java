package io.tasky.spring;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.expression.EvaluationException;
import org.springframework.expression.Expression;

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
        Expression expression = TaskExpression.parse(
                text, origin + " has the key", "Write a SpEL expression on the item, such as customer.id.");
        return new ItemKey(text, expression, queue);
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
