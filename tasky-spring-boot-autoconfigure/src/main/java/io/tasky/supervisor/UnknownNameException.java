package io.tasky.supervisor;

import java.util.Collection;
import java.util.NoSuchElementException;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** There is no task, pool or queue of that name. Thread-safe. */
public class UnknownNameException extends NoSuchElementException {

    /** Whoever knows only the message after a long way knows no more than the name. */
    private final transient @Nullable Collection<String> known;

    /**
     * Creates the exception. The names are put into words when somebody reads the message: there may be thousands.
     *
     * @param what {@code task}, {@code timer}, {@code pool} or {@code queue}
     * @param name the name
     * @param known the names there are
     */
    public UnknownNameException(String what, String name, Collection<String> known) {
        super("There is no " + what + " '" + name + "'.");
        this.known = known;
    }

    @Override
    public @Nullable String getMessage() {
        String problem = super.getMessage();
        if (known == null) {
            return problem;
        }
        return problem
                + (known.isEmpty()
                        ? " There is none at all."
                        : " There is: " + String.join(", ", new TreeSet<>(known)) + ".");
    }
}
