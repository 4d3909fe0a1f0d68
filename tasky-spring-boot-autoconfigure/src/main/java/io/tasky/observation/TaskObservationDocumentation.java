package io.tasky.observation;

import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.docs.ObservationDocumentation;

/** What observations of runs are called and tell. Immutable. */
public enum TaskObservationDocumentation implements ObservationDocumentation {

    /** A run, from the start of its first attempt to its outcome. */
    EXECUTION {

        @Override
        public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
            return DefaultTaskObservationConvention.class;
        }

        @Override
        public KeyName[] getLowCardinalityKeyNames() {
            return LowCardinality.values();
        }

        @Override
        public KeyName[] getHighCardinalityKeyNames() {
            return HighCardinality.values();
        }

        @Override
        public Observation.Event[] getEvents() {
            return Events.values();
        }
    };

    /** Key values of few values. Immutable. */
    public enum LowCardinality implements KeyName {

        /** The name of the declared task; the template of one that was registered at run time, or dynamic. */
        TASK("task"),

        /** What makes the task run. */
        KIND("kind"),

        /** The pool that runs it. */
        POOL("pool"),

        /** The priority of the task. */
        PRIORITY("priority"),

        /** The outcome of the run, or none before it has one. */
        OUTCOME("outcome");

        private final String key;

        LowCardinality(String key) {
            this.key = key;
        }

        @Override
        public String asString() {
            return key;
        }
    }

    /** Key values of many values. Immutable. */
    public enum HighCardinality implements KeyName {

        /** The id of the run. */
        RUN_ID("run.id"),

        /** The name of the task, or the name that the run was given where it was submitted. */
        RUN_NAME("run.name"),

        /** How many attempts the run has had. */
        ATTEMPTS("attempts");

        private final String key;

        HighCardinality(String key) {
            this.key = key;
        }

        @Override
        public String asString() {
            return key;
        }
    }

    /** What happens between the start and the outcome. Immutable. */
    public enum Events implements Observation.Event {

        /** An attempt failed, and another one follows: its number, with what it failed, and how long until then. */
        RETRY("tasky.retry", "attempt %s failed with %s, the next one follows in %s");

        private final String eventName;

        private final String text;

        Events(String eventName, String text) {
            this.eventName = eventName;
            this.text = text;
        }

        @Override
        public String getName() {
            return eventName;
        }

        @Override
        public String getContextualName() {
            return text;
        }
    }
}
