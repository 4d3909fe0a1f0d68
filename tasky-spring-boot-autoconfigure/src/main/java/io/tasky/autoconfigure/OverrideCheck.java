package io.tasky.autoconfigure;

import io.tasky.supervisor.TaskSupervisor;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskConfigurationException;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskSnapshot;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Reports settings under {@code tasky.tasks} that fit no task. Used once, on one thread. */
final class OverrideCheck {

    private static final Logger logger = LoggerFactory.getLogger(OverrideCheck.class);

    private final Environment environment;

    private final boolean strict;

    /** Kinds by task names. */
    private final Map<String, TaskKind> tasks;

    OverrideCheck(Environment environment, boolean strict, TaskSupervisor supervisor) {
        this.environment = environment;
        this.strict = strict;
        this.tasks = supervisor.tasks().stream()
                .collect(Collectors.toMap(TaskSnapshot::name, TaskSnapshot::kind, (one, other) -> one, TreeMap::new));
    }

    /**
     * Reports what fits no task.
     *
     * @throws TaskConfigurationException if there is something and the configuration is strict
     */
    void run() {
        for (String problem : problems()) {
            if (strict) {
                throw new TaskConfigurationException(
                        problem, "Correct the property, or set tasky.strict=false to be warned only.");
            }
            logger.warn(problem);
        }
    }

    private Collection<String> problems() {
        Collection<String> problems = new TreeSet<>();
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            if (source instanceof IterableConfigurationPropertySource iterable) {
                boolean loose = source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource;
                iterable.stream()
                        .filter(OverrideNames.ROOT::isAncestorOf)
                        .map(name -> problem(name, loose))
                        .filter(problem -> problem != null)
                        .forEach(problems::add);
            }
        }
        return problems;
    }

    private @Nullable String problem(ConfigurationPropertyName name, boolean loose) {
        String best = null;
        for (Map.Entry<String, TaskKind> task : tasks.entrySet()) {
            if (fits(name, task.getKey(), task.getValue(), loose)) {
                return null;
            }
            if (belongs(name, task.getKey()) && (best == null || task.getKey().length() > best.length())) {
                best = task.getKey();
            }
        }
        return best == null ? unknownTask(name) : unknownAttribute(name, best);
    }

    private static boolean fits(ConfigurationPropertyName name, String task, TaskKind kind, boolean loose) {
        if (OverrideNames.params(task).stream()
                .anyMatch(params ->
                        params.isAncestorOf(name) || (loose && letters(name).startsWith(letters(params))))) {
            return true;
        }
        return TaskAttribute.of(kind).stream().anyMatch(attribute -> {
            ConfigurationPropertyName dotted = OverrideNames.dotted(task, attribute);
            return name.equals(dotted)
                    || name.equals(OverrideNames.bracketed(task, attribute))
                    || (loose && letters(name).equals(letters(dotted)));
        });
    }

    private static boolean belongs(ConfigurationPropertyName name, String task) {
        TaskAttribute<?> any = TaskAttribute.POOL;
        return OverrideNames.dotted(task, any).getParent().isAncestorOf(name)
                || OverrideNames.bracketed(task, any).getParent().isAncestorOf(name);
    }

    /** Environment variables do not tell a hyphen from a dot. */
    private static String letters(ConfigurationPropertyName name) {
        return name.toString().replaceAll("[^A-Za-z0-9]", "").toLowerCase(java.util.Locale.ROOT);
    }

    private String unknownTask(ConfigurationPropertyName name) {
        int last = name.getNumberOfElements() - attributeLength(name);
        int first = OverrideNames.ROOT.getNumberOfElements();
        String task = last > first ? elements(name, first, last) : elements(name, first, name.getNumberOfElements());
        return "The property " + name + " is for task '" + task + "', which nobody declared."
                + nearest(task, tasks.keySet());
    }

    /** How many elements at the end of a name are an attribute of some kind of task; the last one in any case. */
    private static int attributeLength(ConfigurationPropertyName name) {
        String text = name.toString();
        return Arrays.stream(TaskKind.values())
                .flatMap(kind -> TaskAttribute.of(kind).stream())
                .map(OverrideNames::kebab)
                .filter(attribute -> text.endsWith("." + attribute))
                .mapToInt(attribute -> attribute.split("\\.", -1).length)
                .max()
                .orElse(1);
    }

    private String unknownAttribute(ConfigurationPropertyName name, String task) {
        TaskKind kind = tasks.getOrDefault(task, TaskKind.BACKGROUND);
        List<String> attributes =
                TaskAttribute.of(kind).stream().map(OverrideNames::kebab).toList();
        ConfigurationPropertyName dotted =
                OverrideNames.dotted(task, TaskAttribute.POOL).getParent();
        int first = dotted.isAncestorOf(name)
                ? dotted.getNumberOfElements()
                : OverrideNames.bracketed(task, TaskAttribute.POOL).getNumberOfElements() - 1;
        String attribute = elements(name, first, name.getNumberOfElements());
        return "The property " + name + " has no effect: task '" + task + "' is of kind " + kind
                + " and has no attribute '" + attribute + "'." + nearest(attribute, attributes);
    }

    private static String nearest(String name, Collection<String> known) {
        List<String> near = NearNames.of(name, known);
        return near.isEmpty() ? "" : " Did you mean " + String.join(" or ", near) + "?";
    }

    private static String elements(ConfigurationPropertyName name, int from, int to) {
        return java.util.stream.IntStream.range(from, to)
                .mapToObj(index -> name.getElement(index, ConfigurationPropertyName.Form.ORIGINAL))
                .collect(Collectors.joining("."));
    }
}
