package io.tasky.spring;

import io.tasky.task.TaskConfigurationException;
import org.springframework.expression.Expression;
import org.springframework.expression.ParseException;
import org.springframework.expression.spel.standard.SpelExpressionParser;

/** Reads the expressions that declarations of tasks hold, in Spring's expression language. Without state, so thread-safe. */
final class TaskExpression {

    private static final SpelExpressionParser PARSER = new SpelExpressionParser();

    private TaskExpression() {}

    /**
     * Reads an expression.
     *
     * @param text the expression
     * @param declared where it stands, for messages, up to the verb
     * @param remedy what may be written instead
     * @return the expression
     * @throws TaskConfigurationException if it is none
     */
    static Expression parse(String text, String declared, String remedy) {
        try {
            return PARSER.parseExpression(text);
        } catch (ParseException | IllegalStateException ex) {
            throw new TaskConfigurationException(
                    declared + " '" + text + "', which is no expression: " + ex.getMessage() + ".", remedy, ex);
        }
    }
}
