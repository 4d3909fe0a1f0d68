package io.tasky.process;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A process and those that came from it, as far as they can be found: one whose own parent has ended before anybody looked
 * belongs to nobody. Thread-safe.
 */
final class ProcessTree {

    /** A handle, as {@link Process#destroy()} would close the pipes before the last words were read. */
    private final ProcessHandle root;

    /** Kept from the first look on: those whose parents end meanwhile are not found again. */
    private final Set<ProcessHandle> found = ConcurrentHashMap.newKeySet();

    ProcessTree(Process process) {
        this.root = process.toHandle();
    }

    /** Asks all of them to end. */
    void ask() {
        look();
        root.destroy();
        found.forEach(ProcessHandle::destroy);
    }

    /** Ends all of them. The root goes first, so that it starts no other. */
    void kill() {
        look();
        root.destroyForcibly();
        found.forEach(ProcessHandle::destroyForcibly);
    }

    private void look() {
        add(root);
        List.copyOf(found).forEach(this::add);
    }

    private void add(ProcessHandle parent) {
        if (parent.isAlive()) {
            parent.descendants().forEach(found::add);
        }
    }

    /** Complete when all those have ended that were found, the root aside. */
    CompletableFuture<?> othersEnd() {
        return CompletableFuture.allOf(found.stream()
                .filter(ProcessHandle::isAlive)
                .map(ProcessHandle::onExit)
                .toArray(CompletableFuture<?>[]::new));
    }
}
