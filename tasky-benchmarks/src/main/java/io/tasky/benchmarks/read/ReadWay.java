package io.tasky.benchmarks.read;

/** Whether somebody reads while work is submitted. */
public enum ReadWay {

    /** Nobody does. */
    QUIET,

    /** Ten times a second: a page of tasks, one task, a page of runs, one run, runs that failed, the pools, in turn. */
    READ
}
