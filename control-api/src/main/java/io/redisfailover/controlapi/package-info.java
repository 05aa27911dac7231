/**
 * The control API, once for both of its sides: what a proxy is asked by its controller, and a
 * controller by an administrator, over HTTP with JSON. {@link io.redisfailover.controlapi.Route}
 * has the paths, a record each message but the error, which is one sentence, {@link
 * io.redisfailover.controlapi.RequestJson} and {@link io.redisfailover.controlapi.ReplyJson} its
 * JSON, {@link io.redisfailover.controlapi.ControlLimits} how large and how late anything may be.
 * No I/O: HTTP is the business of who serves and who calls.
 *
 * <p>Proxies, controller and the commands of an administrator may be one release apart, in both
 * directions: that is how they are upgraded and downgraded. So every message carries {@code
 * version}, which is 1, and its format changes by these rules only:
 *
 * <ul>
 *   <li>Whoever is asked reads strictly: an unknown field, a missing one, a wrong type and another
 *       version are errors, each with one sentence. What is not understood must not be done by
 *       half.
 *   <li>Whoever asked reads leniently: fields, causes, kinds and moments that it does not know are
 *       passed over, since a newer release may say more. What it needs must be there.
 *   <li>A new field of a reply is written at once, and read as one that may be absent.
 *   <li>A new field of a request is read for one release, as one that may be absent and then means
 *       what held before; only the next release writes it. A new word of a request (a cause) and a
 *       new path go the same way.
 *   <li>A path whose refusal changes nothing, because who calls then does what it did before, is
 *       used at once.
 *   <li>A field leaves in the other order: one release does without it, the next one says it no
 *       more.
 *   <li>What cannot be had so gets a path of its own, such as {@code /v2/...}, and the old one is
 *       answered for one more release.
 * </ul>
 *
 * <p>{@code docs/upgrading.md} says what is promised to users.
 */
@NullMarked
package io.redisfailover.controlapi;

import org.jspecify.annotations.NullMarked;
