// The smallest Terraform provider in Go: one resource type with three strings, nothing behind it. It is what the
// product's start-up is measured against.
package main

import (
	"context"

	"github.com/hashicorp/go-plugin"
	"google.golang.org/grpc"

	"bench/tfplugin6"
)

type provider struct {
	tfplugin6.UnimplementedProviderServer
}

func schema(names ...string) *tfplugin6.Schema {
	block := &tfplugin6.Schema_Block{}
	for _, name := range names {
		block.Attributes = append(block.Attributes, &tfplugin6.Schema_Attribute{Name: name, Type: []byte(`"string"`), Optional: true})
	}
	return &tfplugin6.Schema{Block: block}
}

func (provider) GetProviderSchema(context.Context, *tfplugin6.GetProviderSchema_Request) (*tfplugin6.GetProviderSchema_Response, error) {
	return &tfplugin6.GetProviderSchema_Response{
		Provider: schema(),
		ResourceSchemas: map[string]*tfplugin6.Schema{
			"workspace_backup_schedule": schema("prefix", "schedule", "backup_location"),
		},
		ServerCapabilities: &tfplugin6.ServerCapabilities{GetProviderSchemaOptional: true},
	}, nil
}

func (provider) ValidateProviderConfig(context.Context, *tfplugin6.ValidateProviderConfig_Request) (*tfplugin6.ValidateProviderConfig_Response, error) {
	return &tfplugin6.ValidateProviderConfig_Response{}, nil
}

func (provider) ValidateResourceConfig(context.Context, *tfplugin6.ValidateResourceConfig_Request) (*tfplugin6.ValidateResourceConfig_Response, error) {
	return &tfplugin6.ValidateResourceConfig_Response{}, nil
}

func (provider) ConfigureProvider(context.Context, *tfplugin6.ConfigureProvider_Request) (*tfplugin6.ConfigureProvider_Response, error) {
	return &tfplugin6.ConfigureProvider_Response{}, nil
}

func (provider) StopProvider(context.Context, *tfplugin6.StopProvider_Request) (*tfplugin6.StopProvider_Response, error) {
	return &tfplugin6.StopProvider_Response{}, nil
}

type served struct {
	plugin.Plugin
}

func (served) GRPCServer(_ *plugin.GRPCBroker, server *grpc.Server) error {
	tfplugin6.RegisterProviderServer(server, provider{})
	return nil
}

func (served) GRPCClient(context.Context, *plugin.GRPCBroker, *grpc.ClientConn) (interface{}, error) {
	return nil, nil
}

func main() {
	plugin.Serve(&plugin.ServeConfig{
		HandshakeConfig: plugin.HandshakeConfig{
			ProtocolVersion:  6,
			MagicCookieKey:   "TF_PLUGIN_MAGIC_COOKIE",
			MagicCookieValue: "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2",
		},
		VersionedPlugins: map[int]plugin.PluginSet{6: {"provider": served{}}},
		GRPCServer:       plugin.DefaultGRPCServer,
	})
}
