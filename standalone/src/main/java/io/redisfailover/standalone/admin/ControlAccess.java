package io.redisfailover.standalone.admin;

import io.redisfailover.failover.model.Endpoint;

/**
 * How a running process is asked, and what to do where that fails.
 *
 * @param endpoint where its control API is
 * @param token what the control API must be shown; never printed
 * @param unreachable what to do when it does not answer there
 * @param rejected whose token it rejected, and what to do, to follow "rejected the token of"
 * @param foreign what to do about a reply that is no controller's
 */
public record ControlAccess(
    Endpoint endpoint, String token, String unreachable, String rejected, String foreign) {
  @Override
  public String toString() {
    return endpoint.toString();
  }
}
