package io.tasky.actuate;

import io.tasky.actuate.TaskyActionEvent.Target;
import io.tasky.pool.PoolFullException;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.task.QueueClosedException;
import io.tasky.task.QueueSnapshot;
import io.tasky.task.RunFilter;
import io.tasky.task.RunSnapshot;
import io.tasky.task.TaskConfigurationException;
import io.tasky.task.TaskControl;
import io.tasky.task.TaskQueue;
import io.tasky.task.TaskRefusedException;
import io.tasky.task.TaskSnapshot;
import io.tasky.task.TaskState;
import io.tasky.task.TaskStateException;
import java.util.List;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.SecurityContext;

/** Does to tasks what operators ask for, and says what is possible where that is not. Thread-safe. */
final class TaskyActions {

    private final TaskSupervisor supervisor;

    private final AttributeReader reader;

    private final ActionLog log;

    TaskyActions(TaskSupervisor supervisor, AttributeReader reader, ActionLog log) {
        this.supervisor = supervisor;
        this.reader = reader;
        this.log = log;
    }

    /**
     * Does it, and tells that it was done.
     *
     * @throws io.tasky.supervisor.UnknownNameException if there is no task of that name
     * @throws InvalidEndpointRequestException if it cannot be done
     */
    TaskyDescriptor.Action perform(SecurityContext by, String name, TaskyActionRequest request) {
        TaskControl task = supervisor.task(name);
        TaskSnapshot before = task.snapshot();
        PossibleActions possible = new PossibleActions(before, task.canBeTriggered());
        TaskyAction action = request.action(possible);
        ActionResult result;
        try {
            result = perform(action, request, task, before);
        } catch (TaskConfigurationException invalid) {
            throw RequestFields.because(invalid.getMessage() + " " + invalid.remedy(), invalid);
        } catch (TaskStateException | TaskRefusedException | PoolFullException | QueueClosedException refused) {
            // Types of Tasky's own: what the application's code throws may have user data in its message.
            throw RequestFields.because(refused.getMessage() + possible.remedyBut(action), refused);
        }
        log.done(by, Target.TASK, name, action.word(), result);
        return answer(action, result, task.snapshot());
    }

    private ActionResult perform(
            TaskyAction action, TaskyActionRequest request, TaskControl task, TaskSnapshot before) {
        return switch (action) {
            case TRIGGER -> trigger(task);
            case PAUSE -> ActionResult.moved(task.pause(), before.state(), TaskState.PAUSED);
            case RESUME -> ActionResult.moved(task.resume(), before.state(), TaskState.ENABLED);
            case ENABLE -> ActionResult.moved(task.enable(), before.state(), TaskState.ENABLED);
            case DISABLE -> ActionResult.moved(task.disable(), before.state(), TaskState.DISABLED);
            case RESET, FIRE, CANCEL ->
                ActionResult.of(new TimerAction(supervisor.timer(task.name()), request.key()).perform(action));
            case CLOSE, REOPEN, REPLAY -> onQueue(action, task, before);
            case RESCHEDULE -> {
                boolean changed = task.reschedule(request.attributes(reader));
                yield ActionResult.moved(
                        changed, before.schedule(), task.snapshot().schedule());
            }
        };
    }

    /** Whoever comes while one waits, or goes on with the same unique key, is given that one. */
    private ActionResult trigger(TaskControl task) {
        List<RunSnapshot> before = supervisor
                .runs(RunFilter.liveOf(task.name()), 0, PageRequest.MAX_LIMIT)
                .items();
        String run = task.trigger().id();
        return ActionResult.triggered(
                before.stream().noneMatch(known -> known.id().equals(run)), run);
    }

    private ActionResult onQueue(TaskyAction action, TaskControl task, TaskSnapshot before) {
        QueueSnapshot front = before.queue();
        TaskQueue<Object> queue = supervisor.queue(front == null ? task.name() : front.name());
        if (action == TaskyAction.REPLAY) {
            return ActionResult.replayed(
                    queue.name(), queue.replay(), queue.deadLetters().size());
        }
        boolean changed = action == TaskyAction.CLOSE ? queue.close() : queue.reopen();
        return ActionResult.ofQueue(changed, queue.name());
    }

    private static TaskyDescriptor.Action answer(TaskyAction action, ActionResult result, TaskSnapshot after) {
        return new TaskyDescriptor.Action(
                TaskyDescriptor.FORMAT_VERSION,
                action.word(),
                result.changed(),
                result.run(),
                result.replayed(),
                result.left(),
                TaskyDescriptorMapper.task(after));
    }
}
