#ifndef MARTLET_CLIBXML2_SHIM_H
#define MARTLET_CLIBXML2_SHIM_H
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlreader.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
#include <libxml/xmlschemas.h>

/* xmlFree is a global function pointer, which Swift 6 refuses to read: a call through C is safe. */
static inline void martlet_xml_free(void *pointer) { xmlFree(pointer); }

/* Errors are read from the parser and the expression that failed; nothing is printed. */
static inline void martlet_xml_ignore_error(void *context, xmlErrorPtr error) { (void)context; (void)error; }
#endif
