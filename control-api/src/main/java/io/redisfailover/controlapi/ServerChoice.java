package io.redisfailover.controlapi;

import io.redisfailover.failover.view.Node;

/**
 * What a person asks of a controller: a planned switch to a server, or that its data go on.
 *
 * @param server which one
 */
public record ServerChoice(Node server) {}
