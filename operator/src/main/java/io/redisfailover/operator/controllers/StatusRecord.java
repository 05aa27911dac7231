package io.redisfailover.operator.controllers;

import io.redisfailover.controller.record.RecordStore;
import io.redisfailover.failover.model.Epoch;
import java.util.Optional;

/**
 * The record of a resource, which is its status. The reconciler writes the status from what the
 * controller knows, so there is nothing to save here.
 */
final class StatusRecord implements RecordStore {
  private final Optional<Epoch> epoch;

  StatusRecord(Optional<Epoch> epoch) {
    this.epoch = epoch;
  }

  @Override
  public Loaded load() {
    return new Loaded(epoch, Optional.empty());
  }

  @Override
  public void save(Epoch newer) {
    // The controller reports the change, and the reconciler writes the status.
  }
}
