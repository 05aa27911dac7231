/**
 * Rights of Redis users: what failover keeps for itself, and which rules an application's user may
 * have. Pure.
 */
@NullMarked
package io.redisfailover.failover.acl;

import org.jspecify.annotations.NullMarked;
