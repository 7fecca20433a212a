// Decodes configuration of Kubernetes' components with their own types, strictly, as the components do.
//
// Input: the path of a file a line. Output: "ok", or the error in one line.
package main

import (
	"bufio"
	"fmt"
	"os"
	"strings"

	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/serializer"
	utilruntime "k8s.io/apimachinery/pkg/util/runtime"
	apiserverv1 "k8s.io/apiserver/pkg/apis/apiserver/v1"
	apiserverv1beta1 "k8s.io/apiserver/pkg/apis/apiserver/v1beta1"
	auditv1 "k8s.io/apiserver/pkg/apis/audit/v1"
	proxyv1alpha1 "k8s.io/kube-proxy/config/v1alpha1"
	schedulerv1 "k8s.io/kube-scheduler/config/v1"
	kubeletv1beta1 "k8s.io/kubelet/config/v1beta1"
)

func decoder() runtime.Decoder {
	scheme := runtime.NewScheme()
	for _, add := range []func(*runtime.Scheme) error{
		apiserverv1.AddToScheme,
		apiserverv1beta1.AddToScheme,
		auditv1.AddToScheme,
		proxyv1alpha1.AddToScheme,
		schedulerv1.AddToScheme,
		kubeletv1beta1.AddToScheme,
	} {
		utilruntime.Must(add(scheme))
	}
	return serializer.NewCodecFactory(scheme, serializer.EnableStrict).UniversalDeserializer()
}

func main() {
	decode := decoder()
	files := bufio.NewScanner(os.Stdin)
	for files.Scan() {
		text, err := os.ReadFile(files.Text())
		if err == nil {
			_, _, err = decode.Decode(text, nil, nil)
		}
		if err == nil {
			fmt.Println("ok")
		} else {
			fmt.Println(strings.ReplaceAll(err.Error(), "\n", " "))
		}
	}
}
