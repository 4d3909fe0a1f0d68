package io.tasky.supervisor;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** Finds the handles of fields that are changed without a lock. Without state, so thread-safe. */
final class FieldHandle {

    private FieldHandle() {}

    /** The handle of a field of the class that looks it up. */
    static VarHandle of(MethodHandles.Lookup lookup, String field, Class<?> type) {
        try {
            return lookup.findVarHandle(lookup.lookupClass(), field, type);
        } catch (ReflectiveOperationException ex) {
            throw new ExceptionInInitializerError(ex);
        }
    }
}
