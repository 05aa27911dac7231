package io.redisfailover.operator.pair;

import io.redisfailover.controller.record.RecordStore;
import io.redisfailover.failover.view.Line;
import java.util.Optional;

/**
 * The record of a resource: it is the resource's status, which the reconciler writes from what the
 * controller knows. So there is nothing to save here.
 */
final class StatusRecord implements RecordStore {
  private final Optional<Line> line;

  StatusRecord(Optional<Line> line) {
    this.line = line;
  }

  @Override
  public Loaded load() {
    return new Loaded(line, Optional.empty());
  }

  @Override
  public void save(Line newer) {
    // The status follows by itself: the controller says that something changed.
  }
}
