package io.tasky.test;

import org.springframework.context.annotation.Configuration;

/** What a slice has in any case. Without state, so thread-safe. */
@Configuration(proxyBeanMethods = false)
@AutoConfigureTasky
class TaskySliceConfiguration {}
