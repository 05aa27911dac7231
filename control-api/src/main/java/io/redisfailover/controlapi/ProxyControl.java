package io.redisfailover.controlapi;

/** A proxy as the control API serves it. Any thread; nothing of it blocks. */
public interface ProxyControl extends ProxyRequests {
  /** {@return how it stands at this moment} */
  ProxyReport status();
}
