/**
 * Notices that a node is gone, and takes its proxies out of their Service: Kubernetes does that
 * only after its own grace period.
 */
@NullMarked
package io.redisfailover.operator.nodes;

import org.jspecify.annotations.NullMarked;
