package io.redisfailover.operator.controllers;

import io.redisfailover.failover.marker.MarkerKeys;
import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.policy.controller.ControllerSettings;
import io.redisfailover.failover.policy.controller.ServerFacts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The input of the controller of one resource.
 *
 * @param settings settings of the resource, with the addresses of both servers
 * @param writable servers that accept writes of their own while they are replicas
 * @param record the newest epoch in the status of the resource
 * @param password password of the operator's ACL user
 * @param token token of the proxies' control API
 * @param markerKeys keys of the markers
 * @param proxies control addresses of the proxies
 * @param presence whether each server runs, as far as its pod shows it
 */
public record ControllerInputs(
    ControllerSettings settings,
    Set<Server> writable,
    Optional<Epoch> record,
    String password,
    String token,
    MarkerKeys markerKeys,
    List<Endpoint> proxies,
    Map<Server, ServerFacts.Presence> presence) {
  /** Copies the collections. */
  public ControllerInputs {
    writable = Set.copyOf(writable);
    proxies = List.copyOf(proxies);
    presence = Map.copyOf(presence);
  }

  /** {@return whether a running controller can follow these inputs, which may move servers} */
  boolean fits(ControllerInputs newer) {
    return settings.movedTo(newer.settings.endpoints()).equals(newer.settings)
        && writable.equals(newer.writable);
  }

  /** Shows no secret. */
  @Override
  public String toString() {
    return "ControllerInputs[" + settings + ", " + record + ", " + proxies + "]";
  }
}
