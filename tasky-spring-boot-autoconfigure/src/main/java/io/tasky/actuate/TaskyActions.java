package io.tasky.actuate;

import io.tasky.supervisor.TaskSupervisor;
import io.tasky.task.QueueSnapshot;
import io.tasky.task.TaskConfigurationException;
import io.tasky.task.TaskControl;
import io.tasky.task.TaskQueue;
import io.tasky.task.TaskSnapshot;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;

/** Does to tasks what operators ask for, and says what is possible where that is not. Thread-safe. */
final class TaskyActions {

    private final TaskSupervisor supervisor;

    private final AttributeReader reader;

    TaskyActions(TaskSupervisor supervisor, AttributeReader reader) {
        this.supervisor = supervisor;
        this.reader = reader;
    }

    /**
     * Does it.
     *
     * @throws io.tasky.supervisor.UnknownNameException if there is no task of that name
     * @throws InvalidEndpointRequestException if it cannot be done
     */
    TaskyDescriptor.Action perform(String name, TaskyActionRequest request) {
        TaskControl task = supervisor.task(name);
        TaskSnapshot before = task.snapshot();
        TaskyAction action = action(request, before);
        if (!action.fits(before)) {
            throw BadRequests.because("Task '" + name + "' of kind " + before.kind() + " is " + before.state() + ": "
                    + action.word() + " is not possible. Possible is: " + TaskyAction.possible(before) + ".");
        }
        request.checkFields(action);
        try {
            return perform(action, request, task, before);
        } catch (TaskConfigurationException invalid) {
            throw BadRequests.because(invalid.getMessage() + " " + invalid.remedy());
        } catch (UnsupportedOperationException impossible) {
            throw BadRequests.because(
                    impossible.getMessage() + " Possible is: " + TaskyAction.possible(before, action) + ".");
        } catch (IllegalStateException | RejectedExecutionException refused) {
            throw BadRequests.because(
                    refused.getMessage() + " Possible is: " + TaskyAction.possible(task.snapshot()) + ".");
        }
    }

    private static TaskyAction action(TaskyActionRequest request, TaskSnapshot task) {
        String remedy = " Possible is: " + TaskyAction.possible(task) + ".";
        try {
            TaskyAction action = BadRequests.constant("action", request.action(), TaskyAction.class);
            if (action != null) {
                return action;
            }
        } catch (InvalidEndpointRequestException unknown) {
            throw BadRequests.because("Unknown action '" + request.action() + "'." + remedy);
        }
        throw BadRequests.because("The request says no action. Send {\"action\": \"…\"}." + remedy);
    }

    private TaskyDescriptor.Action perform(
            TaskyAction action, TaskyActionRequest request, TaskControl task, TaskSnapshot before) {
        return switch (action) {
            case TRIGGER -> done(action, true, task.trigger().id(), null, task);
            case PAUSE -> moved(action, task::pause, task, before);
            case RESUME -> moved(action, task::resume, task, before);
            case ENABLE -> moved(action, task::enable, task, before);
            case DISABLE -> moved(action, task::disable, task, before);
            case RESET, FIRE, CANCEL -> {
                TimerAction timer = new TimerAction(supervisor.timer(task.name()), request.key());
                yield done(action, timer.perform(action), null, null, task);
            }
            case CLOSE, REOPEN, REPLAY -> onQueue(action, task, before);
            case RESCHEDULE -> {
                task.reschedule(request.attributes(reader));
                yield done(action, true, null, null, task);
            }
        };
    }

    private static TaskyDescriptor.Action moved(
            TaskyAction action, Runnable move, TaskControl task, TaskSnapshot before) {
        move.run();
        TaskSnapshot after = task.snapshot();
        return answer(action, before.state() != after.state(), null, null, after);
    }

    private TaskyDescriptor.Action onQueue(TaskyAction action, TaskControl task, TaskSnapshot before) {
        QueueSnapshot front = before.queue();
        TaskQueue<Object> queue = supervisor.queue(front == null ? task.name() : front.name());
        if (action == TaskyAction.REPLAY) {
            int replayed = queue.replay();
            return done(action, replayed > 0, null, replayed, task);
        }
        boolean wasClosed = queue.isClosed();
        if (action == TaskyAction.CLOSE) {
            queue.close();
        } else {
            queue.reopen();
        }
        return done(action, wasClosed != queue.isClosed(), null, null, task);
    }

    private static TaskyDescriptor.Action done(
            TaskyAction action, boolean changed, @Nullable String run, @Nullable Integer replayed, TaskControl task) {
        return answer(action, changed, run, replayed, task.snapshot());
    }

    private static TaskyDescriptor.Action answer(
            TaskyAction action, boolean changed, @Nullable String run, @Nullable Integer replayed, TaskSnapshot after) {
        return new TaskyDescriptor.Action(
                TaskyDescriptor.FORMAT_VERSION,
                action.word(),
                changed,
                run,
                replayed,
                TaskyDescriptorMapper.task(after));
    }
}
