/**
 * Plays the protocol in simulated time: two servers, three proxies, two controllers, clients and
 * the network between them, with faults by seed. A null is a thing that is not there, and cheap.
 */
package io.redisfailover.simulation;
