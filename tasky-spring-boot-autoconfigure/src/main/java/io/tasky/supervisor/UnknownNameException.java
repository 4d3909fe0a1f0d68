package io.tasky.supervisor;

import java.util.Collection;
import java.util.NoSuchElementException;

/** There is no task, pool or queue of that name. Thread-safe. */
public class UnknownNameException extends NoSuchElementException {

    /**
     * Creates the exception.
     *
     * @param what {@code task}, {@code timer}, {@code pool} or {@code queue}
     * @param name the name
     * @param known the names there are
     */
    public UnknownNameException(String what, String name, Collection<String> known) {
        super("There is no " + what + " '" + name + "'. "
                + (known.isEmpty() ? "There is none at all." : "There is: " + String.join(", ", known) + "."));
    }
}
