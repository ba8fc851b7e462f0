package dev.exodus.standalone.rig;

import java.util.List;

/**
 * A rig under faults.
 *
 * @param met whether nothing was lost, duplicated or wrong, and every recovery was within its goals
 * @param recoveries one by one
 * @param verdict on everything stored
 */
public record FaultsReport(boolean met, List<Recovery> recoveries, Verdict verdict) {}
