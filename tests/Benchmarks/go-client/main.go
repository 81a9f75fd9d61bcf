// Starts a provider with go-plugin's handshake and AutoMTLS, asks for its schema, and prints the milliseconds from the
// start of the process to the answer, and the answer's bytes.
package main

import (
	"bufio"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"fmt"
	"log"
	"math/big"
	"os"
	"os/exec"
	"strings"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials"
	"google.golang.org/protobuf/proto"

	"bench/tfplugin6"
)

// newCertificate returns what Terraform makes for itself: self-signed, P-521.
func newCertificate() (tls.Certificate, error) {
	key, err := ecdsa.GenerateKey(elliptic.P521(), rand.Reader)
	if err != nil {
		return tls.Certificate{}, err
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1),
		DNSNames:     []string{"localhost"},
		NotBefore:    time.Now().Add(-time.Minute),
		NotAfter:     time.Now().Add(time.Hour),
		ExtKeyUsage:  []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth},
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, err
}

// connect goes by the handshake line: core version, protocol version, network, address, "grpc", certificate.
func connect(line string, own tls.Certificate) (*grpc.ClientConn, error) {
	parts := strings.Split(strings.TrimSpace(line), "|")
	if len(parts) < 6 {
		return nil, fmt.Errorf("no handshake line: %q", line)
	}
	der, err := base64.RawStdEncoding.DecodeString(parts[5])
	if err != nil {
		return nil, err
	}
	certificate, err := x509.ParseCertificate(der)
	if err != nil {
		return nil, err
	}
	pinned := x509.NewCertPool()
	pinned.AddCert(certificate)
	return grpc.Dial(parts[2]+":"+parts[3], grpc.WithTransportCredentials(credentials.NewTLS(&tls.Config{
		Certificates: []tls.Certificate{own},
		RootCAs:      pinned,
		ServerName:   "localhost",
	})))
}

func answer(executable string) (time.Duration, int, error) {
	own, err := newCertificate()
	if err != nil {
		return 0, 0, err
	}
	block := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: own.Certificate[0]})
	process := exec.Command(executable)
	process.Env = append(os.Environ(),
		"TF_PLUGIN_MAGIC_COOKIE=d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2",
		"PLUGIN_PROTOCOL_VERSIONS=6", "PLUGIN_MIN_PORT=10000", "PLUGIN_MAX_PORT=25000",
		"PLUGIN_CLIENT_CERT="+string(block))
	output, err := process.StdoutPipe()
	if err != nil {
		return 0, 0, err
	}

	started := time.Now()
	if err := process.Start(); err != nil {
		return 0, 0, err
	}
	defer func() {
		process.Process.Kill()
		process.Wait()
	}()
	line, err := bufio.NewReader(output).ReadString('\n')
	if err != nil {
		return 0, 0, err
	}
	connection, err := connect(line, own)
	if err != nil {
		return 0, 0, err
	}
	schema, err := tfplugin6.NewProviderClient(connection).GetProviderSchema(
		context.Background(), &tfplugin6.GetProviderSchema_Request{})
	return time.Since(started), proto.Size(schema), err
}

func main() {
	took, size, err := answer(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%.1f %d\n", float64(took.Microseconds())/1000, size)
}
