/**
 * What the controller does with what it has seen and was told: cold start, rejoin, markers,
 * requests. Pure.
 */
@NullMarked
package io.redisfailover.failover.policy.controller;

import org.jspecify.annotations.NullMarked;
