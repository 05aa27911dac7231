/**
 * The shell that carries the protocol's decisions out: it watches two Redis servers, asks {@code
 * failover.policy} what to do, sends it, records it and tells the proxies.
 */
@NullMarked
package io.redisfailover.controller;

import org.jspecify.annotations.NullMarked;
