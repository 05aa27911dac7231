package io.redisfailover.simulation;

import java.util.Optional;

/**
 * What is on a server's disk.
 *
 * @param head the data
 * @param id the replication id of the history that they are part of; a snapshot of a server in no
 *     history does not have it, nor has a log of writes
 */
record Snapshot(Entry head, Optional<String> id) {}
