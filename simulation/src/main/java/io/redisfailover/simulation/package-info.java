/**
 * Plays the protocol in simulated time: two servers, three proxies, two controllers, clients and
 * the network between them, with faults by seed. All of it is test code. The package is not
 * null-marked: the simulated servers use null for what is absent.
 */
package io.redisfailover.simulation;
