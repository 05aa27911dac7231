package io.redisfailover.proxy.check;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;

/**
 * What a running check knows, for the values in its script. Texts have one character for each byte.
 *
 * @param backend the name of the pair, HAProxy's {@code be_name}
 * @param server the name of the server, HAProxy's {@code srv_name}
 * @param dialled the address of the connection; absent before the first connect
 * @param received what came since the last send
 * @param variables what the script has set
 */
record CheckScene(
    String backend,
    String server,
    Optional<InetSocketAddress> dialled,
    String received,
    Map<String, String> variables) {}
