/** An application in a package that begins as Spring's do. */
@NullMarked
package org.springframework.samples.shop;

import org.jspecify.annotations.NullMarked;
