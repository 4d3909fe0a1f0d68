package io.tasky.pool;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** Finds the handles of fields that are changed without a lock. Without state, so thread-safe. */
public final class FieldHandle {

    private FieldHandle() {}

    /**
     * Finds a field of the class that looks it up.
     *
     * @param lookup of that class
     * @param field the field's name
     * @param type the field's type
     * @return its handle
     */
    public static VarHandle of(MethodHandles.Lookup lookup, String field, Class<?> type) {
        try {
            return lookup.findVarHandle(lookup.lookupClass(), field, type);
        } catch (ReflectiveOperationException ex) {
            throw new ExceptionInInitializerError(ex);
        }
    }
}
