package io.redisfailover.configuration.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.model.Endpoint;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An address and a port, as people write them in {@code proxies}. */
class HostPortTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"10.0.0.7", "proxy-1", "proxy_1.example.com", "::1", "fd00::7", "fe80::1%eth0"})
  void isReadAsAnEndpointIsShown(String host) {
    String shown = new Endpoint(host, 8182).toString();
    assertThat(HostPort.parse(shown)).contains(new HostPort(host, 8182));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "10.0.0.7", ":8182", "a:0", "a:65536", "a:b", "fd00::7:8182", "[a]", "a b:1"})
  void isNothingElse(String text) {
    assertThat(HostPort.parse(text)).isEmpty();
  }
}
