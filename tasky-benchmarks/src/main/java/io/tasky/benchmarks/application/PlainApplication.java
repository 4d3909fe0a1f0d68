package io.tasky.benchmarks.application;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;

/** An application without tasks of its own. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class PlainApplication {}
