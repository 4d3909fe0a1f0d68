package io.tasky.supervisor;

import io.tasky.task.RunLocation;
import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.List;

/** Looks where a thread is. Stateless. */
final class RunLocations {

    private RunLocations() {}

    static RunLocation of(Thread thread) {
        ThreadInfo info = ManagementFactory.getThreadMXBean().getThreadInfo(thread.getId(), Integer.MAX_VALUE);
        if (info == null) {
            // A virtual thread, of which the JVM tells less, or one that has ended.
            return new RunLocation(thread.getName(), thread.getState(), null, null, List.of(thread.getStackTrace()));
        }
        LockInfo lock = info.getLockInfo();
        return new RunLocation(
                info.getThreadName(),
                info.getThreadState(),
                lock == null ? null : lock.getClassName(),
                info.getLockOwnerName(),
                List.of(info.getStackTrace()));
    }
}
