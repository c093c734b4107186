#ifndef MARTLET_CLIBXML2_SHIM_H
#define MARTLET_CLIBXML2_SHIM_H
#include <libxml/parser.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlreader.h>
#include <libxml/xmlschemas.h>

/* xmlFree is a global function pointer, which Swift 6 refuses to read: a call through C is safe. */
static inline void martlet_xml_free(void *pointer) { xmlFree(pointer); }
#endif
