package io.tasky.dashboard;

import io.tasky.annotation.BackgroundTask;
import io.tasky.annotation.QueueWorker;
import io.tasky.task.TaskContext;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskRun;
import java.net.ConnectException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** An application in which three things can go wrong: a lock is not given back, urgent work finds no slot, mails fail. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import({Incidents.Ledger.class, Incidents.Reports.class, Incidents.Mails.class})
class Incidents {

    /** What the pools are like. */
    static final String[] ARGUMENTS = {
        "--tasky.pools.default.size=4",
        "--tasky.pools.reports.size=4",
        "--tasky.pools.reports.reserve-normal=0",
        "--tasky.pools.reports.reserve-high=0"
    };

    /** Books, one at a time, which takes a moment; unless something else has the ledger. Thread-safe. */
    static class Ledger {

        private final ReentrantLock lock = new ReentrantLock();

        private final CountDownLatch database = new CountDownLatch(1);

        @BackgroundTask(name = "ledger.book", priority = TaskPriority.HIGH)
        TaskRun<String> book() throws InterruptedException {
            lock.lockInterruptibly();
            try {
                return TaskRun.of("booked");
            } finally {
                lock.unlock();
            }
        }

        /** Waits for a database that never answers, and has the lock meanwhile. */
        @BackgroundTask(name = "ledger.reconcile")
        TaskRun<String> reconcile() throws InterruptedException {
            lock.lockInterruptibly();
            try {
                database.await();
                return TaskRun.of("reconciled");
            } finally {
                lock.unlock();
            }
        }

        boolean isLocked() {
            return lock.isLocked();
        }
    }

    /** LOW reports that go on until they are stopped, and urgent invoices in the same pool. Thread-safe. */
    static class Reports {

        @BackgroundTask(name = "report.crunch", pool = "reports", priority = TaskPriority.LOW)
        TaskRun<String> crunch() throws InterruptedException {
            TaskContext context = TaskContext.current();
            context.progress(0.2, "page 200 of 1000");
            return TaskRun.of(String.valueOf(context.receive()));
        }

        @BackgroundTask(name = "invoice.print", pool = "reports", priority = TaskPriority.HIGH)
        TaskRun<String> print() {
            return TaskRun.of("printed");
        }
    }

    /** Delivers mails, as long as there is a connection. Thread-safe. */
    static class Mails {

        private final AtomicBoolean connected = new AtomicBoolean();

        private final AtomicInteger delivered = new AtomicInteger();

        @QueueWorker(name = "mail.deliver", queue = "mails", capacity = "1000")
        void deliver(String mail) throws ConnectException {
            if (!connected.get()) {
                throw new ConnectException("Connection refused: smtp.example.org:25. mail.connect connects anew.");
            }
            delivered.incrementAndGet();
        }

        @BackgroundTask(name = "mail.connect")
        TaskRun<String> connect() {
            connected.set(true);
            return TaskRun.of("connected");
        }

        int delivered() {
            return delivered.get();
        }
    }
}
