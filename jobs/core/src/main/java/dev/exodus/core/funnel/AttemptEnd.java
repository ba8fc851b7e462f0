package dev.exodus.core.funnel;

/**
 * What is to be said of an attempt when nothing more of it can come.
 *
 * @param requested false for an orphan: steps of an attempt whose request never came
 * @param expired whether it was without an outcome, and so has expired now
 * @param missingSteps steps that must have been, since a later one was seen, but were not seen
 */
public record AttemptEnd(boolean requested, boolean expired, int missingSteps) {}
