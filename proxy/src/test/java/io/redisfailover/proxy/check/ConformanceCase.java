package io.redisfailover.proxy.check;

import io.redisfailover.proxy.check.MisbehavingServer.Behaviour;
import java.util.List;

/**
 * One check that HAProxy and this engine run against the same server.
 *
 * @param name what it is, in a report
 * @param server what the server does
 * @param script the rules
 */
record ConformanceCase(String name, Behaviour server, List<String> script) {}
