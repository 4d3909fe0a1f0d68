package io.tasky.benchmarks.application;

import org.springframework.context.annotation.Configuration;
import org.springframework.integration.config.EnableIntegration;

/** An application with what Spring Integration needs, and nothing else. */
@Configuration(proxyBeanMethods = false)
@EnableIntegration
public class ChannelApplication {}
