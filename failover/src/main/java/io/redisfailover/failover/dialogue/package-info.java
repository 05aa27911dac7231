/**
 * How a server is talked to: logging in, probing, carrying out an order. State machines without
 * input or output: they are told what came and when, and say what goes out next. Proxy, controller
 * and simulator drive the same ones.
 */
@NullMarked
package io.redisfailover.failover.dialogue;

import org.jspecify.annotations.NullMarked;
