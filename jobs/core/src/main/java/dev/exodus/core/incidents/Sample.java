package dev.exodus.core.incidents;

/**
 * What was seen in one bucket.
 *
 * @param part events of interest
 * @param whole events that they are a share of
 * @param complete whether the feed was covered throughout; else nothing is known of the bucket
 */
record Sample(double part, double whole, boolean complete) {}
