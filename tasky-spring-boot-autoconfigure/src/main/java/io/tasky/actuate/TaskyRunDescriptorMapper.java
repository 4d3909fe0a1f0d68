package io.tasky.actuate;

import io.tasky.task.DeadLetter;
import io.tasky.task.RunLocation;
import io.tasky.task.RunProgress;
import io.tasky.task.RunSnapshot;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.Sanitizer;

/** Turns snapshots of runs into what the endpoints answer, and keeps user data back. As thread-safe as the sanitizer. */
final class TaskyRunDescriptorMapper {

    private final UserData userData;

    TaskyRunDescriptorMapper(Sanitizer sanitizer) {
        this.userData = new UserData(sanitizer);
    }

    List<TaskyRunDescriptor.Run> runs(List<RunSnapshot> runs, boolean showValues) {
        return runs.stream().map(run -> run(run, showValues, false)).toList();
    }

    TaskyRunDescriptor.Run run(RunSnapshot run, boolean showValues, boolean withStack) {
        return run(run, null, showValues, withStack);
    }

    TaskyRunDescriptor.Run run(RunSnapshot run, @Nullable RunLocation location, boolean showValues, boolean withStack) {
        return new TaskyRunDescriptor.Run(
                run.id(),
                run.task(),
                run.pool(),
                run.priority().name(),
                run.status().name(),
                run.attempt(),
                IsoTexts.text(run.queuedAt()),
                IsoTexts.orNull(run.startedAt()),
                IsoTexts.orNull(run.finishedAt()),
                IsoTexts.orNull(run.duration()),
                TaskyDescriptorMapper.reason(run.waitingFor()),
                run.stopRequested(),
                run.stuck(),
                progress(run, showValues),
                failure(run.task(), run.exception(), showValues, withStack),
                run.thread(),
                location == null ? null : location(run.task(), location, showValues));
    }

    private TaskyRunDescriptor.Location location(String task, RunLocation location, boolean showValues) {
        return new TaskyRunDescriptor.Location(
                location.thread(),
                location.state().name(),
                location.waitsFor(),
                location.heldBy(),
                userData.location(task, showValues, location.stack()));
    }

    TaskyRunDescriptor.Letter letter(DeadLetter<?> letter, boolean showValues) {
        return new TaskyRunDescriptor.Letter(
                letter.runId(),
                letter.attempts(),
                IsoTexts.text(letter.at()),
                userData.text(letter.task(), "deadLetter.item", showValues, () -> String.valueOf(letter.item())),
                failure(letter.task(), letter.exception(), showValues, false));
    }

    private TaskyRunDescriptor.@Nullable Progress progress(RunSnapshot run, boolean showValues) {
        RunProgress progress = run.progress();
        if (progress == null) {
            return null;
        }
        String text =
                progress.text() == null ? null : userData.text(run.task(), "progress.text", showValues, progress::text);
        return new TaskyRunDescriptor.Progress(progress.fraction(), text, IsoTexts.text(progress.at()));
    }

    private TaskyRunDescriptor.@Nullable Failure failure(
            String task, @Nullable Throwable exception, boolean showValues, boolean withStack) {
        return exception == null
                ? null
                : new TaskyRunDescriptor.Failure(
                        exception.getClass().getName(),
                        userData.message(task, showValues, exception),
                        withStack ? userData.stack(task, showValues, exception) : null);
    }
}
