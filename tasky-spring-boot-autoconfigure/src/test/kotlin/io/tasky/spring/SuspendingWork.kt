package io.tasky.spring

import io.tasky.annotation.BackgroundTask
import io.tasky.annotation.PeriodicTask
import io.tasky.annotation.QueueWorker
import io.tasky.annotation.Retry
import io.tasky.task.TaskContext
import java.util.concurrent.CopyOnWriteArrayList
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.runBlocking

/** Tasks that are suspending functions. */
open class SuspendingWork {

    open val seen = CopyOnWriteArrayList<String>()

    open val gate = CompletableDeferred<String>()

    @BackgroundTask(retry = Retry(maxRetries = "1", delay = "0s"))
    open suspend fun send(to: String, context: TaskContext?) {
        seen.add("to $to in attempt ${context?.attempt()} of ${context?.task()} on ${Thread.currentThread().name}")
        val text = gate.await()
        seen.add("$text to $to")
        if (context?.attempt() == 1) {
            throw IllegalStateException("again")
        }
    }

    @BackgroundTask(onStartup = true)
    open suspend fun warmUp() {
        seen.add("warm")
    }

    @PeriodicTask(initialDelay = "1h", fixedRate = "1h")
    open suspend fun clean(context: TaskContext): Boolean {
        seen.add("cleaned by ${context.task()}")
        return false
    }

    @QueueWorker(name = "letters")
    open suspend fun post(letter: String) {
        seen.add("posted $letter")
        throw java.io.IOException("no stamp")
    }

    /** Calls as a coroutine does, and returns when the call has. */
    fun sendFromCoroutine(proxy: SuspendingWork, to: String) = runBlocking { proxy.send(to, null) }
}

/** A caller would have to wait for it. */
open class SuspendingGreeting {

    @BackgroundTask
    open suspend fun greet(name: String): String = "hello $name"
}
